import CXML

/// libxml2's push parser, bound to a handler by the callbacks that the handler has.
///
/// No option but the one against the network is set: entities are not expanded, DTDs and
/// inclusions not loaded, limits stay on.
final class XMLParser {
    let context: xmlParserCtxtPtr
    private let user: UnsafeMutablePointer<tidings_xml_user>

    init?() {
        // Once, before parsers begin on several threads.
        Self.initialized
        user = .allocate(capacity: 1)
        var sax = xmlSAXHandler()
        tidings_xml_prepare(&sax)
        sax.startElementNs = {
            user, local, prefix, namespace, namespaceCount, namespaces, count, _, attributes in
            XMLParser.with(user) {
                if $0.wantsTags {
                    $0.note(
                        local, prefix,
                        namespaces: UnsafeBufferPointer(
                            start: namespaces, count: 2 * Int(namespaceCount)),
                        attributes: UnsafeBufferPointer(start: attributes, count: 5 * Int(count)))
                }
                $0.startElement(
                    XMLTree.Name(namespace: namespace, local: local), Int(count), attributes)
            }
        }
        sax.endElementNs = { user, _, _, _ in XMLParser.with(user) { $0.endElement() } }
        sax.characters = { user, text, count in
            XMLParser.with(user) { $0.characters(text, Int(count)) }
        }
        sax.ignorableWhitespace = sax.characters
        sax.cdataBlock = sax.characters
        sax.reference = { user, name in XMLParser.with(user) { $0.reference(name) } }
        sax.entityDecl = { user, _, _, _, _, _ in XMLParser.with(user) { $0.refuse(.entity) } }
        sax.unparsedEntityDecl = { user, _, _, _, _ in
            XMLParser.with(user) { $0.refuse(.entity) }
        }
        sax.getParameterEntity = { user, _ in
            XMLParser.with(user) { $0.refuse(.parameterEntity) }
            return nil
        }
        guard let context = xmlCreatePushParserCtxt(&sax, user, nil, 0, nil) else {
            user.deallocate()
            return nil
        }
        self.context = context
        tidings_xml_limit(context, XMLLimits.names)
        user.initialize(
            to: tidings_xml_user(
                swift: nil,
                heard: { swift, level, code, line, column, message in
                    guard let swift else { return }
                    let text = message.map { String(cString: $0) } ?? ""
                    Unmanaged<XMLHandler>.fromOpaque(swift)._withUnsafeGuaranteedRef {
                        $0.heard(
                            level: level, code: code, line: Int(line), column: Int(column),
                            message: text)
                    }
                }))
    }

    deinit {
        // libxml2 makes a document of its own for a declared entity, and leaves it behind.
        xmlFreeDoc(context.pointee.myDoc)
        xmlFreeParserCtxt(context)
        user.deallocate()
    }

    /// The parser's own pointer for a name.
    func intern(_ name: String) -> UnsafePointer<UInt8>? {
        xmlDictLookup(context.pointee.dict, name, Int32(name.utf8.count)).map { UnsafePointer($0) }
    }

    /// Reads the stream in an encoding, whatever it declares; false if it is not known.
    func read(in encoding: String) -> Bool { tidings_xml_read_in(context, encoding) == 0 }

    /// Whether libxml2 knows an encoding.
    static func knows(_ encoding: String) -> Bool {
        guard let found = xmlFindCharEncodingHandler(encoding) else { return false }
        xmlCharEncCloseFunc(found)
        return true
    }

    /// Calls a handler until the stream's end; the caller keeps it.
    func call(_ handler: XMLHandler) {
        user.pointee.swift = Unmanaged.passUnretained(handler).toOpaque()
    }

    /// Parses the next bytes; libxml2's code, 0 for none.
    func parse(_ bytes: UnsafeRawBufferPointer, isLast: Bool) -> Int32 {
        xmlParseChunk(
            context, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count),
            isLast ? 1 : 0)
    }

    @inline(__always)
    private static func with(_ user: UnsafeMutableRawPointer?, _ body: (XMLHandler) -> Void) {
        guard let swift = user?.assumingMemoryBound(to: tidings_xml_user.self).pointee.swift else {
            return
        }
        Unmanaged<XMLHandler>.fromOpaque(swift)._withUnsafeGuaranteedRef(body)
    }

    private static let initialized: Void = xmlInitParser()
}
