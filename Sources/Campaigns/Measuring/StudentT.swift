import Foundation

/// Student's t distribution.
struct StudentT {
    /// Degrees of freedom, also broken ones.
    let freedom: Double

    /// What lies above it has the probability 0.025.
    var quantile975: Double {
        // The tail falls as t grows: halve the span until it is as small as a Double can tell.
        var (low, high) = (0.0, 2.0)
        while tail(above: high) > 0.025 { high *= 2 }
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if tail(above: middle) > 0.025 { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The probability above t ≥ 0: half of the incomplete beta I_x(ν/2, 1/2), x = ν/(ν + t²).
    private func tail(above t: Double) -> Double {
        Self.incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
    }

    /// The regularised incomplete beta function by its continued fraction, from whichever end it
    /// converges faster (Abramowitz and Stegun 26.5.8; evaluated by Lentz's method).
    static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        guard x <= (a + 1) / (a + b + 2) else { return 1 - incompleteBeta(1 - x, b, a) }
        let gammas: Double = lgamma(a + b) - lgamma(a) - lgamma(b)
        let powers: Double = a * log(x) + b * log(1 - x)
        let front = exp(gammas + powers) / a
        let tiny = 1e-300
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1), tiny)
        var fraction = d
        for m in 1...10_000 {
            let k = Double(m)
            let evenScale: Double = (a + 2 * k - 1) * (a + 2 * k)
            let even: Double = k * (b - k) * x / evenScale
            d = 1 / nonzero(1 + even * d, tiny)
            c = nonzero(1 + even / c, tiny)
            fraction *= d * c
            let oddScale: Double = (a + 2 * k) * (a + 2 * k + 1)
            let odd: Double = -(a + k) * (a + b + k) * x / oddScale
            d = 1 / nonzero(1 + odd * d, tiny)
            c = nonzero(1 + odd / c, tiny)
            let step = d * c
            fraction *= step
            if abs(step - 1) < 1e-15 { break }
        }
        return front * fraction
    }

    private static func nonzero(_ value: Double, _ tiny: Double) -> Double {
        abs(value) < tiny ? tiny : value
    }
}
