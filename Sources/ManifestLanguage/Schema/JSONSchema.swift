import Model
import OrderedJSON

/// JSON Schema 2020-12 of manifests, for editors.
public enum JSONSchema {
    /// The schema of one kind's documents, or, without `kind`, of every document a workspace may hold.
    public static func document(for catalog: KindCatalog, kind: String?) -> JSON { [:] }
}
