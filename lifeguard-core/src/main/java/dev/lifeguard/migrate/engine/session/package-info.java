/** What a session was before the scripts, and how it becomes that again. */
@NullMarked
package dev.lifeguard.migrate.engine.session;

import org.jspecify.annotations.NullMarked;
