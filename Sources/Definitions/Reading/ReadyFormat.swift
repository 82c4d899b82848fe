/// What a ready-made format says of one entity, as it is laid under a feed's own keys.
struct ReadyFormat {
    var name: String
    var xml: XMLFormat
    var map: [YAMLEntry]
    var filters: [YAMLEntry]?
}
