/**
 * Signing in on the page by OpenID Connect. Imports {@code ops}, where sessions are known, {@code net.http}, the audit log, and
 * Nimbus' OAuth 2.0 SDK. Start reading at {@link dev.trunkline.signin.SignIn}.
 */
@NullMarked
package dev.trunkline.signin;

import org.jspecify.annotations.NullMarked;
