package dev.lifeguard.migrate.dialect;

/**
 * How busy a server is, as one row of a question: whether this role may see all of it, how many
 * other sessions run a statement, how many milliseconds the replica is behind that is behind most
 * (null where no replica says that), the position up to which all replicas have applied (null
 * without any), and the position that is written now (null on a replica).
 *
 * @param question gives that row
 * @param grant what lets a role see all of it
 */
public record ServerLoad(BoundSql question, String grant) {}
