/** Files that are this user's alone, and files that people write by hand. */
@NullMarked
package dev.lifeguard.migrate.connect.file;

import org.jspecify.annotations.NullMarked;
