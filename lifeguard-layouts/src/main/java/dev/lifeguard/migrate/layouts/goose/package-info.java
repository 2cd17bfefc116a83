/** goose. */
@NullMarked
package dev.lifeguard.migrate.layouts.goose;

import org.jspecify.annotations.NullMarked;
