/** Takes over the history of another tool, and takes that back. */
@NullMarked
package dev.lifeguard.migrate.engine.takeover;

import org.jspecify.annotations.NullMarked;
