package dev.trunkline.config;

import static java.util.Objects.requireNonNull;

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
        URI issuer = values.url(ConfigKey.SIGN_IN_ISSUER, "https", "http");
        String clientId = values.text(ConfigKey.SIGN_IN_CLIENT_ID);
        Secret secret = values.secret(ConfigKey.SIGN_IN_CLIENT_SECRET);
        List<String> scopes = List.of(requireNonNull(values.text(ConfigKey.SIGN_IN_SCOPES), "it has a default")
                .strip()
                .split("\\s+"));
        String roleClaim = values.text(ConfigKey.SIGN_IN_ROLE_CLAIM);
        Set<String> viewers = names(ConfigKey.SIGN_IN_VIEWERS);
        Set<String> operators = names(ConfigKey.SIGN_IN_OPERATORS);
        Set<String> admins = names(ConfigKey.SIGN_IN_ADMINS);
        int idleMinutes = values.number(ConfigKey.SIGN_IN_IDLE_MINUTES, 1, 1_440);
        int hours = values.number(ConfigKey.SIGN_IN_HOURS, 1, 168);
        if (issuer == null) {
            return null;
        }
        if (!issuer.getScheme().equalsIgnoreCase("https") && !Loopback.is(issuer.getHost())) {
            values.mistake(ConfigKey.SIGN_IN_ISSUER, "must be https: whoever is on the way could sign anybody in");
        }
        if (clientId == null) {
            values.mistake(ConfigKey.SIGN_IN_ISSUER, "needs " + Values.name(ConfigKey.SIGN_IN_CLIENT_ID));
        }
        if (!scopes.contains("openid")) {
            values.mistake(ConfigKey.SIGN_IN_SCOPES, "must hold openid");
        }
        if (viewers.isEmpty() && operators.isEmpty() && admins.isEmpty()) {
            values.mistake(
                    ConfigKey.SIGN_IN_ISSUER,
                    "lets nobody in: give " + Values.name(ConfigKey.SIGN_IN_VIEWERS) + ", "
                            + Values.name(ConfigKey.SIGN_IN_OPERATORS) + " or "
                            + Values.name(ConfigKey.SIGN_IN_ADMINS));
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
