/** dbmate. */
@NullMarked
package dev.lifeguard.migrate.layouts.dbmate;

import org.jspecify.annotations.NullMarked;
