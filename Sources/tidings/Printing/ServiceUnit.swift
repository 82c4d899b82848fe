/// What systemd has to know of a serving process.
struct ServiceUnit {
    let binary: String
    let workspace: String
    let user: String

    /// A process that was asked to end does so with 143, which is no failure. Stopping takes as long as the mail in hand, ten minutes at most (RFC 5321, 4.5.3.2.6).
    /// `KillMode=mixed` leaves the private PostgreSQL to the process that started it.
    var text: String {
        """
        [Unit]
        Description=Tidings for \(workspace)
        Wants=network-online.target
        After=network-online.target postgresql.service

        [Service]
        Type=notify
        ExecStart=\(binary) serve --workspace \(workspace) --log json
        EnvironmentFile=-/etc/tidings/environment
        User=\(user)
        WorkingDirectory=\(workspace)
        Restart=on-failure
        RestartSec=5
        SuccessExitStatus=143
        WatchdogSec=120
        TimeoutStartSec=120
        TimeoutStopSec=660
        KillMode=mixed
        UMask=0077
        NoNewPrivileges=yes
        PrivateTmp=yes
        PrivateDevices=yes
        ProtectSystem=strict
        ProtectHome=read-only
        ProtectKernelTunables=yes
        ProtectKernelModules=yes
        ProtectControlGroups=yes
        RestrictSUIDSGID=yes
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
        LockPersonality=yes
        ReadWritePaths=\(workspace)

        [Install]
        WantedBy=multi-user.target
        """
    }
}
