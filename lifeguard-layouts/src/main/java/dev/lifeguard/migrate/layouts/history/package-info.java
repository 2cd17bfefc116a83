/** What the histories of several tools are read with. */
@NullMarked
package dev.lifeguard.migrate.layouts.history;

import org.jspecify.annotations.NullMarked;
