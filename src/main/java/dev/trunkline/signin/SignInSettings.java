package dev.trunkline.signin;

import dev.trunkline.ops.Role;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who signs people in, and what they may do then. Immutable.
 *
 * @param issuer the provider; its configuration is found below it
 * @param clientSecret null for a client that has none
 * @param scopes what is asked for; openid is among them
 * @param roleClaim where the ID token says what somebody may do: a claim, or a path of claims with dots
 * @param roles which values of it give which role
 * @param callback where the provider sends people back to
 * @param home where they are then
 */
public record SignInSettings(
        URI issuer,
        String clientId,
        @Nullable String clientSecret,
        List<String> scopes,
        String roleClaim,
        Map<Role, Set<String>> roles,
        URI callback,
        URI home) {

    @Override
    public String toString() {
        return "SignInSettings[" + issuer + ", " + clientId + "]"; // not its secret
    }
}
