#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/sha.h>
#include <sys/random.h>

// EVP_CIPHER_CTX_ctrl takes the tag through an untyped pointer and the macros' names say AEAD or GCM by version;
// two named functions keep that out of Swift.
static inline int countersign_gcm_take_tag(EVP_CIPHER_CTX *context, int length, void *tag) {
  return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, length, tag);
}

static inline int countersign_gcm_expect_tag(EVP_CIPHER_CTX *context, int length, const void *tag) {
  return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, length, (void *)tag);
}

static inline EVP_PKEY_CTX *countersign_hkdf_context(void) { return EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, NULL); }
