import Postgres
import Problems
import TestKit
import Testing

struct ConnectionURITests {
    @Test(arguments: [
        (
            "postgresql://reader:s3cret@db.example:5433/shop?sslmode=require",
            "database \"shop\" on db.example:5433 as user \"reader\""
        ),
        ("postgresql://db.example/shop", "database \"shop\" on db.example"),
        ("host=/tmp/x user=u password='a b' dbname=d", "database \"d\" on /tmp/x as user \"u\""),
        ("postgresql://", "the default database on the local socket"),
        (
            "postgresql://name%40server:s3cret@[::1]:5432/shop",
            "database \"shop\" on ::1:5432 as user \"name@server\""
        ),
    ])
    func `what is shown has no password`(text: String, shown: String) throws {
        let uri = try ConnectionURI(text)
        #expect(uri.redacted == shown)
        var dumped = ""
        dump(uri, to: &dumped)
        for text in ["\(uri)", String(reflecting: uri), dumped] {
            #expect(!text.contains("s3cret") && !text.contains("a b"))
        }
    }

    @Test(arguments: [
        "postgresql://u:s3cret@@db/shop", "postgresql://u:s3/cret@db/shop",
        "postgresql://u:3/s3cret@db/shop", "postgresql://u:s3cret@db:port/shop",
        "host=db pasword=s3cret", "postgresql://u:s3cret%zz@db/shop", "s3cret",
    ])
    func `an address that cannot be read is not quoted`(text: String) {
        let problem = #expect(throws: Problem.self) { try ConnectionURI(text) }
        #expect(problem?.kind == .definition)
        #expect(
            problem?.text == """
                a database's address cannot be read
                  Write it as postgresql://user:password@host:5432/database, with %40 for @ and \
                %2F for / in a password.
                """)
    }

    @Test func `another database on the same server keeps user and password`() throws {
        let uri = try ConnectionURI("postgresql://u:s3c'r%5Cet@db:5433/shop?sslmode=require")
        let other = try ConnectionURI(uri.replacingDatabase(with: "ware house"))
        #expect(
            other.text
                == #"dbname='ware house' host='db' password='s3c\'r\\et' port='5433' sslmode='require' user='u'"#
        )
        #expect(other.redacted == "database \"ware house\" on db:5433 as user \"u\"")
        #expect(uri.database == "shop")
        #expect(uri.user == "u")
    }
}
