/// Certificates for `www.example.com` that signed themselves. Nothing uses them but tests.
enum PEMSamples {
    /// The key of the valid one and of the expired one.
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgMYYANNZc8Zd+6SDp
        Pf1jqyedAVzr/1znz9p8JIa5CQuhRANCAAS8/RqRyyGsukbOw3R1DaRY5D/cwmgY
        iSr9GXLcACh6Y/h5UVmBPa0ulxXrylF3MTMV0SWoYG0+ftgpyvxlW2hK
        -----END PRIVATE KEY-----
        """

    /// Valid from 2026-07-01 to 2037-01-01.
    static let valid = """
        -----BEGIN CERTIFICATE-----
        MIIBHDCBwgIBAjAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5j
        b20wHhcNMjYwNzAxMDAwMDAwWhcNMzcwMTAxMDAwMDAwWjAaMRgwFgYDVQQDDA93
        d3cuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS8/RqRyyGs
        ukbOw3R1DaRY5D/cwmgYiSr9GXLcACh6Y/h5UVmBPa0ulxXrylF3MTMV0SWoYG0+
        ftgpyvxlW2hKMAoGCCqGSM49BAMCA0kAMEYCIQDZ4JnlywwSJao+6X1KNdxMHh7s
        jI3K1loN6MsdkW6DiQIhAJ3QjHNQSbLHkIQLOrz2iBPGYjfolW5wEQtXu6ynEy7m
        -----END CERTIFICATE-----
        """

    /// Valid from 2025-01-01 to 2026-01-01.
    static let expired = """
        -----BEGIN CERTIFICATE-----
        MIIBHDCBwgIBBDAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA93d3cuZXhhbXBsZS5j
        b20wHhcNMjUwMTAxMDAwMDAwWhcNMjYwMTAxMDAwMDAwWjAaMRgwFgYDVQQDDA93
        d3cuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS8/RqRyyGs
        ukbOw3R1DaRY5D/cwmgYiSr9GXLcACh6Y/h5UVmBPa0ulxXrylF3MTMV0SWoYG0+
        ftgpyvxlW2hKMAoGCCqGSM49BAMCA0kAMEYCIQDzv75Brdy0qNRmUUCTmhjlSOLr
        nr6nFJ0DrcduB7qKhQIhAKkiholx90sUEAr1090iwlF80FHvxqgP3KZZroxvBVmE
        -----END CERTIFICATE-----
        """

    /// For `other.example.com` and `*.shop.example.com`, valid from 2026-07-01 to 2037-06-01, with the first key.
    static let elsewhere = """
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
    static let otherKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqpkIQggWkAUnd5DW
        B4Q+wNuajFm3FaBdzvKOZZud/gShRANCAASvE5SXmhk7ydMXeqJgQlZFGEq2u7Pk
        1I6rGLfAkirWJzBOM2OHvdhdTROo/rNDfyE+i/Z24dT+uEErjAf0uJ26
        -----END PRIVATE KEY-----
        """

    /// The first key under a passphrase.
    static let encryptedKey = """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjPrQ1hZGrdhQICCAAw
        DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEB2bu7qvSNAaASeGH57OyHMEgZCR
        uZuvC4AQ61n/WWVubf2HfDqPA+eMLY75kVMfDH1/meGu/wceUtcZog5DisrarIDS
        WE5UubFpltjsOouCwm+dwt7vv6a9eHQJAd/qOnE6IaJ17TxQZbgLHsL3zz/EOdMg
        zfs8fzi13NyMH94eYqnwwhRQN8TNId0VPRnxLQNtG6YWqf68XIU7oXEaWkfxM+A=
        -----END ENCRYPTED PRIVATE KEY-----
        """
}
