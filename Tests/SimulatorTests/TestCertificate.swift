/// A certificate for `www.example.com` that signed itself, valid from 2026-01-01 to 2036-01-01, with its key. Nothing
/// uses it but tests.
enum TestCertificate {
    static let pair = (
        text: """
        -----BEGIN CERTIFICATE-----
        MIIBGzCBwgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5j
        b20wHhcNMjYwMTAxMDAwMDAwWhcNMzYwMTAxMDAwMDAwWjAaMRgwFgYDVQQDDA93
        d3cuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS8/RqRyyGs
        ukbOw3R1DaRY5D/cwmgYiSr9GXLcACh6Y/h5UVmBPa0ulxXrylF3MTMV0SWoYG0+
        ftgpyvxlW2hKMAoGCCqGSM49BAMCA0gAMEUCIQC4lEwWYaGs/26j8ApjXDFjxqnk
        p7VwNOuF4fVKU4oqqAIgRuQ7wnCs2C0R+UU37vFuwdXV+yw3BRGbwVVMzderZWU=
        -----END CERTIFICATE-----
        """,
        key: """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMYYANNZc8Zd+6SDp
        Pf1jqyedAVzr/1znz9p8JIa5CQuhRANCAAS8/RqRyyGsukbOw3R1DaRY5D/cwmgY
        iSr9GXLcACh6Y/h5UVmBPa0ulxXrylF3MTMV0SWoYG0+ftgpyvxlW2hK
        -----END PRIVATE KEY-----
        """
    )
}
