package dev.lifeguard.migrate.schema;

/** A change that cannot be taken back: {@code down} refuses it before anything runs. */
public interface IrreversibleMigration extends Migration {

    /** Why there is no way back, for the message that refuses it. */
    default String reason() {
        return "its class says that there is no way back";
    }

    /** Never called. */
    @Override
    default void down(SchemaManager schema) {
        throw new UnsupportedOperationException(reason());
    }
}
