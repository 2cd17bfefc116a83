/** The tools whose directories can be read. */
@NullMarked
package dev.lifeguard.migrate.layouts;

import org.jspecify.annotations.NullMarked;
