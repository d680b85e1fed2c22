import Testing
@testable import ManifestLanguage
