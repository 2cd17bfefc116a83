/** MariaDB and MySQL. */
@NullMarked
package dev.lifeguard.migrate.dialect.mysql;

import org.jspecify.annotations.NullMarked;
