import Foundation
import TestKit
import Testing

/// What Prometheus's own client library reads at `/metrics`; it is held to more than it asks for.
enum PrometheusText {
    /// Values by series, as `tidings_ticks{state=ran}`.
    static func samples(of port: Int) async throws -> [String: Double] {
        let lines = try Python.output(script, ["\(port)"]).split(separator: "\n")
        return lines.reduce(into: [:]) { samples, line in
            let parts = line.split(separator: " ")
            samples[String(parts[0])] = Double(parts[1])
        }
    }

    /// Each family has its help and its type once, before its samples; each series is there once.
    private static let script = """
        import re, sys, urllib.request
        from prometheus_client.parser import text_string_to_metric_families
        answer = urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/metrics", timeout=60)
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        text = answer.read().decode()
        assert text.endswith("\\n") and "\\n\\n" not in text and "\\r" not in text
        number = r"[-+]?(\\d+(\\.\\d+)?(e[-+]?\\d+)?|Inf|NaN)"
        label = r'[a-z_]+="([^"\\\\\\n]|\\\\[\\\\n"])*"'
        known = {}
        for line in text.splitlines():
            if line.startswith("# HELP "):
                name = line.split(" ")[2]
                assert name not in known and len(line.split(" ")) > 3, line
                known[name] = ["help"]
            elif line.startswith("# TYPE "):
                assert line == f"# TYPE {name} gauge" and known[name] == ["help"], line
                known[name].append("type")
            else:
                assert re.fullmatch(name + "({%s(,%s)*})? %s" % (label, label, number), line), line
                series = line.rsplit(" ", 1)[0]
                assert series not in known[name] and known[name][1] == "type", line
                known[name].append(series)
        for family in text_string_to_metric_families(text):
            assert family.type == "gauge" and family.name in known, family
            for sample in family.samples:
                labels = ",".join(f"{key}={value}" for key, value in sorted(sample.labels.items()))
                print(sample.name + ("{%s}" % labels if labels else ""), sample.value)
        """
}
