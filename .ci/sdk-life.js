// Runs a server's life against a simulator with the vendor's JavaScript library, and nothing of nacre's.
//
// Usage: sdk-life.js LIBRARY; the simulator's address is in NCLOUD_API_GW, as this library's users set it. Its objects in
// lists have to be written out flat, as networkInterfaceList.1.networkInterfaceOrder: it spreads plain lists only.

'use strict';

const assert = require('assert');
const path = require('path');

const library = path.resolve(process.argv[2]);
const keys = {accessKey: 'SIMULATORACCESSKEY01', secretKey: 'SIMULATORSECRETKEY0000000000000000000001'};

function service(name) {
  const root = require(path.join(library, 'lib/services', name, 'src'));
  const api = new root.V2Api(new root.ApiClient(keys));
  return (action, parameters = {}) => new Promise((resolve, reject) => {
    api[action](parameters, (error, data, response) => {
      if (error) reject(Object.assign(error, {body: response && response.body}));
      else resolve(data);
    });
  });
}

const vpc = service('vpc');
const vserver = service('vserver');

async function wait(what, look) {
  for (let look_no = 0; look_no < 300; look_no += 1) {
    if (await look()) return console.log('ok', what);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what}: did not come about`);
}

async function refused(what, code, act) {
  try {
    await act();
  } catch (error) {
    const answer = error.body && error.body.responseError;
    assert(answer && (code === undefined || answer.returnCode === code), `${what}: ${JSON.stringify(error.body)}`);
    return console.log('ok', what, 'is refused:', answer.returnCode, answer.returnMessage);
  }
  throw new Error(`${what}: was not refused`);
}

async function network() {
  const made = await vpc('createVpc', {vpcName: 'shop', ipv4CidrBlock: '10.0.0.0/16'});
  const {vpcNo} = made.vpcList[0];
  await wait('VPC runs', async () => (await vpc('getVpcDetail', {vpcNo})).vpcList[0].vpcStatus.code === 'RUN');
  const acls = await vpc('getNetworkAclList', {vpcNo});
  const subnets = {};
  for (const [name, subnet, usageTypeCode] of [['app', '10.0.1.0/24', 'GEN'], ['out', '10.0.9.0/24', 'NATGW']]) {
    const answer = await vpc('createSubnet', {
      vpcNo, zoneCode: 'KR-1', subnetName: name, subnet, networkAclNo: acls.networkAclList[0].networkAclNo,
      subnetTypeCode: 'PUBLIC', usageTypeCode,
    });
    const {subnetNo} = answer.subnetList[0];
    await wait(`subnet ${name} runs`, async () => (await vpc('getSubnetDetail', {subnetNo})).subnetList[0].subnetStatus.code === 'RUN');
    subnets[name] = subnetNo;
  }
  return {vpcNo, subnets};
}

async function gateway({vpcNo}) {
  const made = await vpc('createNatGatewayInstance', {vpcNo, zoneCode: 'KR-1', natGatewayName: 'way-out'});
  const {natGatewayInstanceNo} = made.natGatewayInstanceList[0];
  const status = async () => {
    const found = await vpc('getNatGatewayInstanceDetail', {natGatewayInstanceNo});
    return found.natGatewayInstanceList.map((one) => one.natGatewayInstanceStatus.code).join();
  };
  await wait('NAT gateway runs', async () => await status() === 'RUN');
  await vpc('deleteNatGatewayInstance', {natGatewayInstanceNo});
  await wait('NAT gateway gone', async () => await status() === '');
}

async function server({vpcNo, subnets}) {
  const key = await vserver('createLoginKey', {keyName: 'ops'});
  assert(key.privateKey.startsWith('-----BEGIN RSA PRIVATE KEY-----'));
  const groups = await vserver('createAccessControlGroup', {vpcNo, accessControlGroupName: 'web'});
  const {accessControlGroupNo} = groups.accessControlGroupList[0];
  await vserver('addAccessControlGroupInboundRule', {
    vpcNo, accessControlGroupNo, 'accessControlGroupRuleList.1.protocolTypeCode': 'TCP',
    'accessControlGroupRuleList.1.ipBlock': '0.0.0.0/0', 'accessControlGroupRuleList.1.portRange': '443',
  });
  const images = await vserver('getServerImageProductList');
  const serverImageProductCode = images.productList[0].productCode;
  const products = await vserver('getServerProductList', {serverImageProductCode});
  const made = await vserver('createServerInstances', {
    vpcNo, subnetNo: subnets.app, serverName: 'web', loginKeyName: 'ops', serverImageProductCode,
    serverProductCode: products.productList[0].productCode, 'networkInterfaceList.1.networkInterfaceOrder': 0,
    'networkInterfaceList.1.accessControlGroupNoList.1': accessControlGroupNo,
  });
  const {serverInstanceNo} = made.serverInstanceList[0];
  await wait('server runs', async () => await state(serverInstanceNo) === 'RUN NULL');
  const {rootPassword} = await vserver('getRootPassword', {serverInstanceNo, privateKey: key.privateKey});
  assert(rootPassword.length >= 8, rootPassword);
  console.log('ok the private key opens the root password');
  return {serverInstanceNo, accessControlGroupNo};
}

async function state(serverInstanceNo) {
  const found = await vserver('getServerInstanceDetail', {serverInstanceNo});
  return found.serverInstanceList
    .map((one) => `${one.serverInstanceStatus.code} ${one.serverInstanceOperation.code}`).join();
}

async function disk({serverInstanceNo}) {
  const made = await vserver('createBlockStorageInstance', {
    serverInstanceNo, blockStorageSize: 10, blockStorageDiskDetailTypeCode: 'SSD', blockStorageName: 'data',
  });
  const {blockStorageInstanceNo} = made.blockStorageInstanceList[0];
  const status = async () => {
    const found = await vserver('getBlockStorageInstanceDetail', {blockStorageInstanceNo});
    return found.blockStorageInstanceList.map((one) => one.blockStorageInstanceStatus.code).join();
  };
  await wait('disk attached', async () => await status() === 'ATTAC');
  await vserver('detachBlockStorageInstances', {blockStorageInstanceNoList: [blockStorageInstanceNo]});
  await wait('disk detached', async () => await status() === 'CREAT' && (await state(serverInstanceNo)).endsWith('NULL'));
  await vserver('deleteBlockStorageInstances', {blockStorageInstanceNoList: [blockStorageInstanceNo]});
  await wait('disk gone', async () => await status() === '');
}

async function address({serverInstanceNo}) {
  const made = await vserver('createPublicIpInstance');
  const {publicIpInstanceNo} = made.publicIpInstanceList[0];
  const target = async () => (await vserver('getPublicIpInstanceDetail', {publicIpInstanceNo}))
    .publicIpInstanceList[0].serverInstanceNo;
  await vserver('associatePublicIpWithServerInstance', {publicIpInstanceNo, serverInstanceNo});
  await wait('address associated', async () => await target() === serverInstanceNo);
  await vserver('disassociatePublicIpFromServerInstance', {publicIpInstanceNo});
  await wait('address free', async () => await target() === '');
  await vserver('deletePublicIpInstance', {publicIpInstanceNo});
}

async function end({vpcNo, subnets}, {serverInstanceNo, accessControlGroupNo}) {
  const serverInstanceNoList = [serverInstanceNo];
  await refused('the end of a running server', '1100031', () => vserver('terminateServerInstances', {serverInstanceNoList}));
  await refused('the end of a key in use', undefined, () => vserver('deleteLoginKeys', {keyNameList: ['ops']}));
  await vserver('stopServerInstances', {serverInstanceNoList});
  await wait('server stopped', async () => await state(serverInstanceNo) === 'NSTOP NULL');
  await vserver('terminateServerInstances', {serverInstanceNoList});
  await wait('server gone', async () => await state(serverInstanceNo) === '');
  await vserver('deleteLoginKeys', {keyNameList: ['ops']});
  await vserver('deleteAccessControlGroup', {vpcNo, accessControlGroupNo});
  for (const subnetNo of Object.values(subnets)) await vpc('deleteSubnet', {subnetNo});
  await wait('subnets gone', async () => (await vpc('getSubnetList', {vpcNo})).subnetList.length === 0);
  await vpc('deleteVpc', {vpcNo});
  await wait('VPC gone', async () => (await vpc('getVpcDetail', {vpcNo})).vpcList.length === 0);
}

(async () => {
  const home = await network();
  await gateway(home);
  await refused('a VPC without a range', '900', () => vpc('createVpc', {vpcName: 'empty'}));
  const web = await server(home);
  await disk(web);
  await address(web);
  await end(home, web);
})().catch((error) => {
  console.error(error.body ? JSON.stringify(error.body) : '', error);
  process.exit(1);
});
