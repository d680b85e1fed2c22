/// Certificates for `www.example.com` that signed themselves, so that each is its own chain. Nothing uses them but tests.
public enum TestCertificates {
    /// The key of the first one and of the one that renews it.
    public static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMYYANNZc8Zd+6SDp
        Pf1jqyedAVzr/1znz9p8JIa5CQuhRANCAAS8/RqRyyGsukbOw3R1DaRY5D/cwmgY
        iSr9GXLcACh6Y/h5UVmBPa0ulxXrylF3MTMV0SWoYG0+ftgpyvxlW2hK
        -----END PRIVATE KEY-----
        """

    /// Valid from 2026-01-01 to 2036-01-01; the one of the example.
    public static let first = """
        -----BEGIN CERTIFICATE-----
        MIIBGzCBwgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5j
        b20wHhcNMjYwMTAxMDAwMDAwWhcNMzYwMTAxMDAwMDAwWjAaMRgwFgYDVQQDDA93
        d3cuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS8/RqRyyGs
        ukbOw3R1DaRY5D/cwmgYiSr9GXLcACh6Y/h5UVmBPa0ulxXrylF3MTMV0SWoYG0+
        ftgpyvxlW2hKMAoGCCqGSM49BAMCA0gAMEUCIQC4lEwWYaGs/26j8ApjXDFjxqnk
        p7VwNOuF4fVKU4oqqAIgRuQ7wnCs2C0R+UU37vFuwdXV+yw3BRGbwVVMzderZWU=
        -----END CERTIFICATE-----
        """

    /// Valid from 2026-07-01 to 2037-01-01, with the same key.
    public static let renewed = """
        -----BEGIN CERTIFICATE-----
        MIIBHDCBwgIBAjAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5j
        b20wHhcNMjYwNzAxMDAwMDAwWhcNMzcwMTAxMDAwMDAwWjAaMRgwFgYDVQQDDA93
        d3cuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS8/RqRyyGs
        ukbOw3R1DaRY5D/cwmgYiSr9GXLcACh6Y/h5UVmBPa0ulxXrylF3MTMV0SWoYG0+
        ftgpyvxlW2hKMAoGCCqGSM49BAMCA0kAMEYCIQDZ4JnlywwSJao+6X1KNdxMHh7s
        jI3K1loN6MsdkW6DiQIhAJ3QjHNQSbLHkIQLOrz2iBPGYjfolW5wEQtXu6ynEy7m
        -----END CERTIFICATE-----
        """

    /// For `other.example.com` and `*.shop.example.com`, valid from 2026-07-01 to 2037-06-01, with the first key.
    public static let elsewhere = """
        -----BEGIN CERTIFICATE-----
        MIIBeTCCASCgAwIBAgIBCjAKBggqhkjOPQQDAjAcMRowGAYDVQQDDBFvdGhlci5l
        eGFtcGxlLmNvbTAeFw0yNjA3MDEwMDAwMDBaFw0zNzA2MDEwMDAwMDBaMBwxGjAY
        BgNVBAMMEW90aGVyLmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
        QgAEvP0akcshrLpGzsN0dQ2kWOQ/3MJoGIkq/Rly3AAoemP4eVFZgT2tLpcV68pR
        dzEzFdElqGBtPn7YKcr8ZVtoSqNTMFEwMAYDVR0RBCkwJ4IRb3RoZXIuZXhhbXBs
        ZS5jb22CEiouc2hvcC5leGFtcGxlLmNvbTAdBgNVHQ4EFgQUOqM+hXLR682gCyK9
        xUa1f1IRuzgwCgYIKoZIzj0EAwIDRwAwRAIgWvL/LCfZ2G6HtKK/rYfry1T9nlVa
        8uvzfY/uJYOtp/wCICNjNbCmp7jJNcyuxafAW5JXpfwx/1eAVsE4ljU7uguy
        -----END CERTIFICATE-----
        """

    /// The key of another one.
    public static let otherKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqpkIQggWkAUnd5DW
        B4Q+wNuajFm3FaBdzvKOZZud/gShRANCAASvE5SXmhk7ydMXeqJgQlZFGEq2u7Pk
        1I6rGLfAkirWJzBOM2OHvdhdTROo/rNDfyE+i/Z24dT+uEErjAf0uJ26
        -----END PRIVATE KEY-----
        """

    /// Valid from 2026-07-01 to 2036-07-01, with the other key.
    public static let other = """
        -----BEGIN CERTIFICATE-----
        MIIBGzCBwgIBAzAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5j
        b20wHhcNMjYwNzAxMDAwMDAwWhcNMzYwNzAxMDAwMDAwWjAaMRgwFgYDVQQDDA93
        d3cuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASvE5SXmhk7
        ydMXeqJgQlZFGEq2u7Pk1I6rGLfAkirWJzBOM2OHvdhdTROo/rNDfyE+i/Z24dT+
        uEErjAf0uJ26MAoGCCqGSM49BAMCA0gAMEUCIQDZKS2lO9kuElyR/A0FkJ+f8exE
        Nis0OlLnHTFgUgN85AIgYUPNncVPjC+oX3vHPSxH0aPfzD8CCvLXgM5MGVN75ss=
        -----END CERTIFICATE-----
        """

    /// A line of the first key that no output may hold.
    public static let lineOfKey = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMYYANNZc8Zd+6SDp"
}
