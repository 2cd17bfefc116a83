/** PostgreSQL's own parser: parse trees of SQL without a server. */
@org.jspecify.annotations.NullMarked
module dev.lifeguard.migrate.pgparser {
    requires com.dylibso.chicory.runtime;
    requires com.dylibso.chicory.wasm;
    requires static org.jspecify;

    exports dev.lifeguard.migrate.pgparser;
}
