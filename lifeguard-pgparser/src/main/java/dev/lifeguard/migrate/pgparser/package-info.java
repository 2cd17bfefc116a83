/**
 * PostgreSQL's own parser, run in the JVM: {@link dev.lifeguard.migrate.pgparser.PgParser} makes
 * parse trees of SQL, or says where PostgreSQL would refuse it.
 */
@NullMarked
package dev.lifeguard.migrate.pgparser;

import org.jspecify.annotations.NullMarked;
