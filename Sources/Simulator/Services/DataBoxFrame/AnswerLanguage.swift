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
                let isText = ["returnMessage", "message", "statusName"].contains(name)
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

    static let all = statuses + orders + refusals + fences

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

    /// What Datafence says. Source: datafence-overview.
    private static let fences = [
        Phrase("Creating infrastructure", "인프라 생성 중", "正在创建基础设施"), Phrase("In use", "사용 중", "使用中"),
        Phrase("Terminating", "반납 중", "退还中"), Phrase("Termination completed", "반납 완료", "已退还"),
        Phrase("initialized", "초기 상태", "初始状态"), Phrase("uploading", "업로드 중", "上传中"),
        Phrase("uploaded", "업로드 완료", "已上传"), Phrase("imported", "반입 완료", "已导入"), Phrase("approved", "승인", "已批准"),
        Phrase("exporting", "반출 중", "导出中"), Phrase("exported", "반출 완료", "已导出"), Phrase("rejected", "반려", "已驳回"),
        Phrase("error file", "파일 오류", "文件错误"),
        Phrase("Box creation requested.", "Box 생성을 요청했습니다.", "已请求创建 Box。"),
        Phrase("Box infra change requested.", "Box 인프라 변경을 요청했습니다.", "已请求变更 Box 基础设施。"),
        Phrase("Box return requested.", "Box 반납을 요청했습니다.", "已请求退还 Box。"),
        Phrase("Datafence infra change requested.", "Datafence 인프라 변경을 요청했습니다.", "已请求变更 Datafence 基础设施。"),
        Phrase("NAS volume size change requested.", "NAS 볼륨 크기 변경을 요청했습니다.", "已请求变更 NAS 卷大小。"),
        Phrase("External network setting requested.", "외부 네트워크 설정을 요청했습니다.", "已请求设置外部网络。"),
        Phrase("File import requested.", "파일 반입을 요청했습니다.", "已请求导入文件。"),
        Phrase("File export requested.", "파일 반출을 요청했습니다.", "已请求导出文件。"),
        Phrase("File export canceled.", "파일 반출을 취소했습니다.", "已取消导出文件。"),
        Phrase("File export approved.", "파일 반출을 승인했습니다.", "导出文件已批准。"),
        Phrase("File export rejected.", "파일 반출을 반려했습니다.", "导出文件已驳回。"),
        Phrase(
            "You are not the owner of the Datafence or Box.", "Datafence 또는 Box의 소유자가 아닙니다.",
            "您不是 Datafence 或 Box 的所有者。"),
        Phrase("The external network already has this setting.", "이미 설정된 외부 네트워크입니다.", "外部网络已是此设置。"),
        Phrase("The number of boxes is limited.", "Box 개수가 제한되어 있습니다.", "Box 数量受限。"),
    ]
}
