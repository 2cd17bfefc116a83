/** The histories of other tools, for whoever writes what reads one so that it can be taken over. */
@NullMarked
package dev.lifeguard.migrate.takeover;

import org.jspecify.annotations.NullMarked;
