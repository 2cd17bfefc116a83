/** node-pg-migrate. */
@NullMarked
package dev.lifeguard.migrate.layouts.nodepg;

import org.jspecify.annotations.NullMarked;
