/** How settings that cannot be used, faults of files and durations are told. */
@NullMarked
package dev.lifeguard.migrate.connect.words;

import org.jspecify.annotations.NullMarked;
