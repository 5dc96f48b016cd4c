# Everything crypto-gateway may ask for. Works on OpenBao and on HashiCorp Vault.
# "update" only: with "create", encrypting under a mistyped name would silently make a new key.
path "transit/encrypt/tenant-keys" { capabilities = ["update"] }
path "transit/decrypt/tenant-keys" { capabilities = ["update"] }
path "transit/rewrap/tenant-keys"  { capabilities = ["update"] }

# Rotation: a new version, and after the rewrap no unwrapping by older ones. No other setting of the key, above all
# neither exportable nor deletion_allowed; and no right to read about it.
path "transit/keys/tenant-keys/rotate" { capabilities = ["update"] }
path "transit/keys/tenant-keys/config" {
  capabilities       = ["update"]
  allowed_parameters = { "min_decryption_version" = [] }
}

# The audit log's checkpoints: sign, and read the public key. The private one cannot be exported.
path "transit/sign/log-checkpoint" { capabilities = ["update"] }
path "transit/keys/log-checkpoint" { capabilities = ["read"] }

# Its own token, and nobody else's.
path "auth/token/renew-self"  { capabilities = ["update"] }
path "auth/token/lookup-self" { capabilities = ["read"] }
path "auth/token/revoke-self" { capabilities = ["update"] }
