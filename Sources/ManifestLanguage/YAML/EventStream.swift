import CLibYAML

/// What libyaml sees next, copied out of its memory.
struct Event {
    enum Content {
        case streamEnd
        case documentStart
        case documentEnd
        case alias(String)
        case scalar(String, isPlain: Bool)
        case listStart
        case listEnd
        case mapStart
        case mapEnd
        /// The start of the stream, which says nothing.
        case nothing
    }

    var content: Content
    var anchor: String?
    var tag: String?
    var start: yaml_mark_t
    var end: yaml_mark_t
}

/// libyaml's parser over one text.
///
/// The parser points into itself, so it lives at a fixed address until this object goes.
final class EventStream {
    let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    /// Nil when there is no memory for a parser.
    init?(_ bytes: [UInt8]) {
        parser = .allocate(capacity: 1)
        input = .allocate(capacity: max(bytes.count, 1))
        _ = input.initialize(from: bytes)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            input.deallocate()
            return nil
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// The next event; nil after an error, which then stands in ``parser``.
    func next() -> Event? {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { return nil }
        defer { yaml_event_delete(&event) }
        return Event(event)
    }
}

extension Event {
    fileprivate init(_ event: yaml_event_t) {
        start = event.start_mark
        end = event.end_mark
        switch event.type {
        case YAML_STREAM_END_EVENT: content = .streamEnd
        case YAML_DOCUMENT_START_EVENT: content = .documentStart
        case YAML_DOCUMENT_END_EVENT: content = .documentEnd
        case YAML_ALIAS_EVENT: content = .alias(Event.text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
            content = .scalar(String(decoding: bytes, as: UTF8.self), isPlain: isPlain)
            anchor = Event.text(scalar.anchor)
            tag = Event.text(scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            content = .listStart
            anchor = Event.text(event.data.sequence_start.anchor)
            tag = Event.text(event.data.sequence_start.tag)
        case YAML_SEQUENCE_END_EVENT: content = .listEnd
        case YAML_MAPPING_START_EVENT:
            content = .mapStart
            anchor = Event.text(event.data.mapping_start.anchor)
            tag = Event.text(event.data.mapping_start.tag)
        case YAML_MAPPING_END_EVENT: content = .mapEnd
        default: content = .nothing
        }
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}
