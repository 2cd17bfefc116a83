/** What the global options and the environment say. */
@NullMarked
package dev.lifeguard.migrate.cli.settings;

import org.jspecify.annotations.NullMarked;
