/** SQLx. */
@NullMarked
package dev.lifeguard.migrate.layouts.sqlx;

import org.jspecify.annotations.NullMarked;
