package import Hummingbird

/// What Tidings answers over HTTP.
package enum Console {
    package static func router() -> Router<BasicRequestContext> {
        Router()
    }
}
