import OrderedJSON

/// The language that messages and names of statuses come in, by the header `x-ncp-lang`; codes are the same in all.
///
/// The values of the header are documented, the Korean and Chinese texts are not. (inferred) Source:
/// api/databoxframe.md §2.
enum AnswerLanguage: String, Sendable {
    case english = "en-US"
    case korean = "ko-KR"
    case chinese = "zh-CN"

    static let header = "x-ncp-lang"

    /// English for whatever is no language of the service.
    init(_ request: RESTCall) {
        let asked = request.headers[Self.header]?.lowercased()
        let all = [Self.english, .korean, .chinese]
        self = all.first { $0.rawValue.lowercased() == asked } ?? .english
    }

    /// An answer with its message and its names of statuses in this language.
    func translated(_ answer: JSON) -> JSON {
        switch answer {
        case .object(let members):
            var words = members
            for (name, value) in members {
                let isText = name == "returnMessage" || name == "statusName"
                words[name] = isText ? .string(translated(value.text ?? "")) : translated(value)
            }
            return .object(words)
        case .array(let elements): return .array(elements.map(translated))
        case .null, .bool, .integer, .number, .string: return answer
        }
    }

    func translated(_ failure: Failure) -> Failure {
        var failure = failure
        failure.message = translated(failure.message)
        return failure
    }

    /// What follows the words that are known, such as the name of a parameter, stays.
    func translated(_ text: String) -> String {
        guard self != .english, let phrase = Phrase.all.first(where: { text.hasPrefix($0.english) }) else {
            return text
        }
        return (self == .korean ? phrase.korean : phrase.chinese) + text.dropFirst(phrase.english.count)
    }
}

/// The beginning of a text in each language.
private struct Phrase: Sendable {
    let english: String
    let korean: String
    let chinese: String

    init(_ english: String, _ korean: String, _ chinese: String) {
        self.english = english
        self.korean = korean
        self.chinese = chinese
    }

    static let all = statuses + orders + refusals

    private static let statuses = [
        Phrase("Request for creating", "생성 요청", "请求创建"), Phrase("Initial State", "초기 상태", "初始状态"),
        Phrase("Using", "사용 중", "使用中"), Phrase("Changing", "변경 중", "变更中"), Phrase("Returning", "반납 중", "退还中"),
        Phrase("Terminated", "반납 완료", "已退还"),
    ]

    private static let orders = [
        Phrase("A Data Box creation has been requested.", "Data Box 생성을 요청했습니다.", "已请求创建 Data Box。"),
        Phrase("A Data Box modification has been requested.", "Data Box 변경을 요청했습니다.", "已请求变更 Data Box。"),
        Phrase("A Data Box return has been requested.", "Data Box 반납을 요청했습니다.", "已请求退还 Data Box。"),
        Phrase(
            "A Data Box Frame modification has been requested.", "Data Box Frame 변경을 요청했습니다.",
            "已请求变更 Data Box Frame。"),
        Phrase(
            "A Data Box Frame return has been requested.", "Data Box Frame 반납을 요청했습니다.",
            "已请求退还 Data Box Frame。"),
        Phrase("A NAS volume size change has been requested.", "NAS 볼륨 크기 변경을 요청했습니다.", "已请求变更 NAS 卷大小。"),
        Phrase("An external network setting has been requested.", "외부 네트워크 설정을 요청했습니다.", "已请求设置外部网络。"),
        Phrase("An export cancellation has been requested.", "반출 취소를 요청했습니다.", "已请求取消导出。"),
        Phrase("An export request has been approved.", "반출 요청을 승인했습니다.", "导出请求已批准。"),
        Phrase("An export request has been rejected.", "반출 요청을 반려했습니다.", "导出请求已驳回。"),
    ]

    private static let refusals = [
        Phrase("Invalid request parameter: ", "잘못된 요청 파라미터: ", "请求参数错误: "),
        Phrase("No authority to access requested information: ", "요청 정보에 대한 권한이 없습니다: ", "没有访问请求信息的权限: "),
        Phrase("Resource does not exist: ", "리소스가 존재하지 않습니다: ", "资源不存在: "),
        Phrase("Not possible in the current status: ", "현재 상태에서는 처리할 수 없습니다: ", "当前状态下无法处理: "),
        Phrase("The file is larger than allowed: ", "허용된 파일 크기를 초과했습니다: ", "文件超过允许的大小: "),
        Phrase(
            "The service for new and changed data boxes has ended.", "Data Box 생성 및 변경 서비스가 종료되었습니다.",
            "Data Box 的创建和变更服务已终止。"),
        Phrase(
            "Return the data boxes of the frame first.", "먼저 프레임의 Data Box를 반납해 주십시오.",
            "请先退还框架中的 Data Box。"),
    ]
}
