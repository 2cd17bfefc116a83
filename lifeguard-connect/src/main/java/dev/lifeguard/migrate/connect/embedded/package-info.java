/** PostgreSQL servers of this program's own: their files, their start, and who uses them. */
@NullMarked
package dev.lifeguard.migrate.connect.embedded;

import org.jspecify.annotations.NullMarked;
