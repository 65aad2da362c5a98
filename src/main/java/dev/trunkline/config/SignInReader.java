package dev.trunkline.config;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads by whom people sign in. Confined to one thread. */
final class SignInReader {

    private final Values values;

    SignInReader(Values values) {
        this.values = values;
    }

    /** Null when nobody does. */
    @Nullable
    SignInConfig read() {
        URI issuer = values.url(ServerKey.SIGN_IN_ISSUER);
        String clientId = values.text(ServerKey.SIGN_IN_CLIENT_ID);
        Secret secret = values.secret(ServerKey.SIGN_IN_CLIENT_SECRET);
        String written = values.fitting(ServerKey.SIGN_IN_SCOPES, "must hold openid");
        List<String> scopes = written == null ? List.of() : List.of(written.split("\\s+"));
        String roleClaim = values.text(ServerKey.SIGN_IN_ROLE_CLAIM);
        Set<String> viewers = names(ServerKey.SIGN_IN_VIEWERS);
        Set<String> operators = names(ServerKey.SIGN_IN_OPERATORS);
        Set<String> admins = names(ServerKey.SIGN_IN_ADMINS);
        int idleMinutes = values.number(ServerKey.SIGN_IN_IDLE_MINUTES);
        int hours = values.number(ServerKey.SIGN_IN_HOURS);
        if (issuer == null) {
            return null;
        }
        if (!issuer.getScheme().equalsIgnoreCase("https") && !Loopback.is(issuer.getHost())) {
            values.mistake(ServerKey.SIGN_IN_ISSUER, "must be https: whoever is on the way could sign anybody in");
        }
        if (clientId == null) {
            values.mistake(ServerKey.SIGN_IN_ISSUER, "needs " + Values.name(ServerKey.SIGN_IN_CLIENT_ID));
        }
        if (viewers.isEmpty() && operators.isEmpty() && admins.isEmpty()) {
            values.mistake(
                    ServerKey.SIGN_IN_ISSUER,
                    "lets nobody in: give " + Values.name(ServerKey.SIGN_IN_VIEWERS) + ", "
                            + Values.name(ServerKey.SIGN_IN_OPERATORS) + " or "
                            + Values.name(ServerKey.SIGN_IN_ADMINS));
        }
        return clientId == null || roleClaim == null
                ? null
                : new SignInConfig(
                        issuer, clientId, secret, scopes, roleClaim, viewers, operators, admins, idleMinutes, hours);
    }

    private Set<String> names(ConfigKey key) {
        String text = values.text(key);
        return text == null
                ? Set.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }
}
