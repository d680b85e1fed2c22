s/{spec: 6001, storage: 50,/{spec: 6002, storage: 100,/
s/{size: 500}/{size: 700}/
s/{size: 1000}/{size: 800}/
