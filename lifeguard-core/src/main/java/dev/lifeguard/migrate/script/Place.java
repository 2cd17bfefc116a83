package dev.lifeguard.migrate.script;

/**
 * Where a section begins: enough to go there without reading what is before it.
 *
 * @param byteOffset bytes from the start of the file, a byte order mark counted
 * @param position the same place as lines and columns
 */
record Place(long byteOffset, Position position) {

    static final Place START = new Place(0, Position.START);
}
