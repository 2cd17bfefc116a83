/** Databases that are files or in memory, copied as such. */
@NullMarked
package dev.lifeguard.migrate.junit.files;

import org.jspecify.annotations.NullMarked;
