/** CockroachDB and YugabyteDB, which call themselves PostgreSQL. */
@NullMarked
package dev.lifeguard.migrate.dialect.distributed;

import org.jspecify.annotations.NullMarked;
