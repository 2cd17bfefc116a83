/** Another tool's files, written as this project's own. */
@NullMarked
package dev.lifeguard.migrate.connect.convert;

import org.jspecify.annotations.NullMarked;
