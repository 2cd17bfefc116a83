/** Another tool's files, written as this project's own. */
@NullMarked
package dev.lifeguard.migrate.cli.convert;

import org.jspecify.annotations.NullMarked;
