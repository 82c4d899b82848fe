import Postgres

/// What is kept of the orders of each customer (``OrderFigures``), as columns of a joined table.
struct KeptFigures {
    private let job: String
    private let places: [String: SQLText]

    init(job: String, _ columns: FigureColumns) {
        self.job = job
        places = columns.places
    }

    /// A column of a pass, if it is kept.
    func column(_ key: String, of pass: AggregatePass) -> SQLText? {
        places[FigureColumns.key(pass.alias, key)]
    }

    /// The table, joined to the customers `c`.
    var join: SQLText { "LEFT JOIN \(table) ON g0.customer_id = c.customer_id AND \(isOfJob)" }

    /// The customers whose columns hold a condition.
    func customers(where condition: SQLText) -> SQLText {
        "SELECT g0.customer_id FROM \(table) WHERE \(isOfJob) AND (\(condition))"
    }

    private var table: SQLText { "tidings.order_figure AS g0" }
    private var isOfJob: SQLText { "g0.job = \(Value.text(job))::text" }
}
