import Model
import Testing

@Suite("Private keys in contents") struct WholeKeyTests {
    private static let encrypted = """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,00

        MIIEpAIBAAKCAQEA+/==
        -----END RSA PRIVATE KEY-----
        """
    private static let putty = """
        PuTTY-User-Key-File-2: ssh-rsa
        Encryption: none
        Private-Lines: 1
        AAAA
        """

    @Test(
        "a key from its first line to its last is one, with headers, indented and with text around it",
        arguments: [
            TestKeys.privateKey, "before\n\(TestKeys.privateKey)\nafter", encrypted, putty,
            "  -----BEGIN PRIVATE KEY-----\r\n  AAAA\r\n  -----END PRIVATE KEY-----\r\n",
            "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: \"a\"\nAAAA\n---- END SSH2 ENCRYPTED PRIVATE KEY ----",
        ])
    func whole(_ text: String) { #expect(PrivateKeys.areWhole(in: text)) }

    @Test(
        "a text that speaks of keys has none",
        arguments: [
            "const a = \"-----BEGIN PRIVATE KEY-----\", b = \"-----END PRIVATE KEY-----\";",
            "<pre>-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----</pre>",
            "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----\nMIIE...\n-----END PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----\nfollowed by its data\nAAAA\n-----END PRIVATE KEY-----",
            "The first line of such a file has PuTTY-User-Key-File in it.", TestKeys.pem,
        ])
    func mentioned(_ text: String) { #expect(!PrivateKeys.areWhole(in: text)) }
}
