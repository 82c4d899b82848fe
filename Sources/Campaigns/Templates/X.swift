internal import Mustache
internal import Yams
