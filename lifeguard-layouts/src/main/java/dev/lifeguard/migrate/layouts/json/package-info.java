/** Reads JSON. */
@NullMarked
package dev.lifeguard.migrate.layouts.json;

import org.jspecify.annotations.NullMarked;
