package dev.trunkline.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The provider, as OpenID Connect Core 1.0 (3.1, authorization code flow) and RFC 7636 (PKCE) have it asked. Its configuration and its
 * keys are fetched when they are needed, and kept for an hour; keys also when a token names one that is not known. Blocks: for one
 * thread of its own.
 */
final class OpenIdProvider {

    /** Public keys only: a secret that both sides know, or none at all, vouches for nobody. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final long KEPT_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long LEAST_KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final SignInSettings settings;
    private final LongSupplier nanoTime;
    private final ProviderHttp http = new ProviderHttp();
    private @Nullable Known known;

    private record Known(OIDCProviderMetadata about, JWKSet keys, long sinceNanos) {}

    OpenIdProvider(SignInSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /** Where somebody is sent to sign in. */
    URI address(State state, Nonce nonce, CodeVerifier verifier) throws IOException {
        return new AuthenticationRequest.Builder(
                        new ResponseType("code"), scope(), new ClientID(settings.clientId()), settings.callback())
                .endpointURI(known(false).about().getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    private Scope scope() {
        return new Scope(settings.scopes().toArray(String[]::new));
    }

    /**
     * Who has signed in.
     *
     * @throws IOException when the provider cannot be asked
     * @throws Untrusted when what it says is not believed
     */
    IDTokenClaimsSet claims(String code, CodeVerifier verifier, Nonce nonce) throws IOException, Untrusted {
        try {
            JWT token = token(code, verifier);
            try {
                return validated(token, nonce, known(false));
            } catch (BadJWTException wrongClaim) {
                throw wrongClaim;
            } catch (BadJOSEException perhapsUnknownKey) {
                return validated(token, nonce, known(true)); // it may have new ones
            }
        } catch (BadJOSEException | JOSEException e) {
            throw new Untrusted("the ID token is not believed: " + e.getMessage());
        } catch (ParseException e) {
            throw new Untrusted("the provider's answer is none: " + e.getMessage());
        }
    }

    private JWT token(String code, CodeVerifier verifier) throws IOException, ParseException, Untrusted {
        ClientID client = new ClientID(settings.clientId());
        String secret = settings.clientSecret();
        URI endpoint = known(false).about().getTokenEndpointURI();
        var grant = new AuthorizationCodeGrant(new AuthorizationCode(code), settings.callback(), verifier);
        TokenRequest request = secret == null
                ? new TokenRequest.Builder(endpoint, client, grant).build()
                : new TokenRequest.Builder(endpoint, new ClientSecretBasic(client, new Secret(secret)), grant).build();
        TokenResponse response = OIDCTokenResponseParser.parse(http.send(request.toHTTPRequest()));
        if (!response.indicatesSuccess()) {
            throw new Untrusted("the provider does not take the code: "
                    + response.toErrorResponse().getErrorObject().getCode());
        }
        JWT token = ((OIDCTokenResponse) response.toSuccessResponse())
                .getOIDCTokens()
                .getIDToken();
        if (token == null) {
            throw new Untrusted("the provider gives no ID token");
        }
        return token;
    }

    private IDTokenClaimsSet validated(JWT token, Nonce nonce, Known provider) throws BadJOSEException, JOSEException {
        var keys = new JWSVerificationKeySelector<SecurityContext>(
                ALGORITHMS, new ImmutableJWKSet<SecurityContext>(provider.keys()));
        return new IDTokenValidator(new Issuer(settings.issuer()), new ClientID(settings.clientId()), keys, null)
                .validate(token, nonce);
    }

    private Known known(boolean isRefreshed) throws IOException {
        Known now = known;
        long ageNanos = now == null ? Long.MAX_VALUE : nanoTime.getAsLong() - now.sinceNanos();
        if (now != null && ageNanos < (isRefreshed ? LEAST_KEPT_NANOS : KEPT_NANOS)) {
            return now;
        }
        try {
            String issuer = settings.issuer().toString().replaceFirst("/$", "");
            OIDCProviderMetadata about =
                    OIDCProviderMetadata.parse(http.get(URI.create(issuer + "/.well-known/openid-configuration")));
            if (!about.getIssuer().equals(new Issuer(settings.issuer()))) {
                throw new IOException("the provider calls itself " + about.getIssuer() + ", not " + settings.issuer());
            }
            Known fetched = new Known(about, JWKSet.parse(http.get(about.getJWKSetURI())), nanoTime.getAsLong());
            known = fetched;
            return fetched;
        } catch (ParseException | java.text.ParseException e) {
            throw new IOException("the provider's configuration is none: " + e.getMessage(), e);
        }
    }

    /** What somebody presents vouches for nobody. */
    static final class Untrusted extends Exception {
        private static final long serialVersionUID = 1;

        Untrusted(String message) {
            super(message);
        }
    }
}
