internal import Crypto

