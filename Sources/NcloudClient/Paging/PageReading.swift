import OrderedJSON

/// What one reading of a list of pages came to.
enum PageReading: Sendable {
    case whole([JSON])
    case trouble(Trouble)

    /// Why a reading is no list.
    enum Trouble: Sendable {
        /// Its pages do not add up.
        case changed
        /// The answer for this page, from 1, is no page of the list.
        case notAPage(Int)
    }

    /// Nil when they are not known.
    var elements: [JSON]? {
        switch self {
        case .whole(let elements): elements
        case .trouble: nil
        }
    }

    /// Nil for a whole list.
    var trouble: Trouble? {
        switch self {
        case .whole: nil
        case .trouble(let trouble): trouble
        }
    }
}

extension PageReading.Trouble {
    /// The failure of a list that was read as often as it may be.
    func failure(of request: APIRequest) -> APIFailure {
        let (meaning, nextStep) =
            switch self {
            case .changed:
                (
                    "the list changed while it was read, \(Paging.mostReadings) times in a row",
                    "run again when fewer objects are being created or deleted"
                )
            case .notAPage(let page):
                (
                    "the response for page \(page) of the list does not contain the list",
                    "run again; if this persists, check the --cloud address and any proxy"
                )
            }
        return APIFailure(
            endpoint: request.endpoint, envelope: .unreadable, classification: .ambiguous, meaning: meaning,
            nextStep: nextStep)
    }
}
