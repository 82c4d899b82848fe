import Testing

@testable import Definitions

struct SecretMaskTests {
    @Test(arguments: [
        (
            "  shop: {postgres: \"postgres://u:pass@h/d\"}",
            "  shop: {postgres: \"postgres://u:••••@h/d\"}"
        ),
        ("transport: smtp://u:p@ss@h", "transport: smtp://u:••••@h"),
        ("a: http://h:80/x", "a: http://h:80/x"),
        ("a: http://u@h:80/x", "a: http://u@h:80/x"),
        (
            "a: postgres://h/d?user=u&password=pass&x=y",
            "a: postgres://h/d?user=u&password=••••&x=y"
        ),
        ("x: {password: pass, user: u}", "x: {password: ••••, user: u}"),
        ("password: 'pass'", "password: '••••'"),
        ("password: ${PASSWORD}", "password: ${PASSWORD}"),
        ("postgres://u:${PASSWORD}@h", "postgres://u:${PASSWORD}@h"),
        ("signing_key: [new one, 'old', ${KEY}] # x", "signing_key: [•••••••, '•••', ${KEY}] # x"),
        ("signing_key: a&b, c # x", "signing_key: •••••• # x"),
        ("x: {password: 'a b, c', user: u}", "x: {password: '••••••', user: u}"),
        ("x: {password: a b, user: u}", "x: {password: •••, user: u}"),
        ("\"password\": \"a b\"", "\"password\": \"•••\""),
        ("audience: email is known", "audience: email is known"),
    ])
    func `passwords become bullets, one a character`(line: String, masked: String) {
        #expect(SecretMask.hide(line) == masked)
    }
}
