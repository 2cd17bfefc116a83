/** How other tools compare versions. */
@NullMarked
package dev.lifeguard.migrate.layouts.version;

import org.jspecify.annotations.NullMarked;
