package dev.trunkline.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and keys in files (PEM, RFC 7468). What is wrong with a file is the message of an {@link IOException}, made to
 * follow the name of whatever named the file. Blocks.
 */
public final class PemFiles {

    private static final Pattern CERTIFICATES =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final int MAX_BYTES = 10_000_000; // a platform's whole list of authorities is a tenth of it
    private static final byte[] ANYTHING = "anything".getBytes(StandardCharsets.US_ASCII);

    private PemFiles() {}

    /** All certificates of a file, at least one; what stands between them is skipped. */
    public static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> certificates = new ArrayList<>();
            Matcher each = CERTIFICATES.matcher(text(file));
            while (each.find()) {
                var pem = new ByteArrayInputStream(each.group().getBytes(StandardCharsets.US_ASCII));
                certificates.add((X509Certificate) factory.generateCertificate(pem));
            }
            if (certificates.isEmpty()) {
                throw new IOException("names " + file + ", in which no \"BEGIN CERTIFICATE\" is found; it must be PEM");
            }
            return List.copyOf(certificates);
        } catch (CertificateException e) {
            throw new IOException("names " + file + ", in which a certificate is damaged", e);
        }
    }

    /** The private key that belongs to {@code certificate}. */
    public static PrivateKey key(Path file, X509Certificate certificate) throws IOException {
        byte[] pkcs8 = pkcs8(file);
        PublicKey publicKey = certificate.getPublicKey();
        try {
            PrivateKey key =
                    KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (belong(key, publicKey)) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("names " + file + ", which is damaged or not the key of the certificate", e);
        }
        throw new IOException("names " + file + ", which is the key of another certificate");
    }

    /** Reads a key whose certificate is not known. */
    public static void checkKey(Path file) throws IOException {
        byte[] pkcs8 = pkcs8(file);
        for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
            try {
                KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
                return;
            } catch (GeneralSecurityException e) {
                // Then it is of another kind.
            }
        }
        throw new IOException("names " + file + ", which is damaged or not the key of a certificate");
    }

    private static byte[] pkcs8(Path file) throws IOException {
        Matcher pem = KEY.matcher(text(file));
        if (!pem.find()) {
            throw new IOException("names " + file + ", in which no \"BEGIN PRIVATE KEY\" is found; convert it with:"
                    + " openssl pkcs8 -topk8 -nodes -in " + file);
        }
        try {
            return Base64.getMimeDecoder().decode(pem.group(1));
        } catch (IllegalArgumentException e) {
            throw new IOException("names " + file + ", which is damaged or not the key of a certificate", e);
        }
    }

    private static boolean belong(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        Signature signature =
                Signature.getInstance(publicKey.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
        signature.initSign(key);
        signature.update(ANYTHING);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(ANYTHING);
        return signature.verify(signed);
    }

    private static String text(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new IOException(
                    "names " + file + ", which cannot be read; does it exist, and may this user read it?", e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("names " + file + ", which is too long to be PEM; is it the right file?");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
